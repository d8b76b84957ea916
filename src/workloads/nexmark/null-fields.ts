/** What not all kinds of events have. An event spreads it first: a second spread would take several times as long. */
export const nullFields = {
  auction: null,
  name: null,
  email: null,
  creditCard: null,
  city: null,
  state: null,
  itemName: null,
  description: null,
  initialBid: null,
  reserve: null,
  expires: null,
  category: null,
  price: null,
  channel: null,
  url: null,
};
