/** Where a cluster of Kafka is, and what lets its clients in. */
export interface KafkaConnection {
  /** `localhost:9092`, or several with commas. */
  readonly bootstrap: string;
  /**
   * Options of a Java client that begin with `security.`, `sasl.` or `ssl.`. They may be secrets, and so are in no
   * result, message or command line.
   */
  readonly security: Readonly<Record<string, string>>;
}
