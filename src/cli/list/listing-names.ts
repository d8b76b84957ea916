/** Everything that can be listed, in the order of the output. Apart from the lists, which load all workloads. */
export const listingNames = ['workloads', 'loads'] as const;

export type Listing = (typeof listingNames)[number];
