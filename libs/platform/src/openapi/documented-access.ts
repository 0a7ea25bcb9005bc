/** What `@Access` leaves at an operation for the document to be finished with. */
export const DOCUMENTED_ACCESS = 'x-access';

export interface DocumentedAccess {
  who: string;
  scope?: string;
  keyMode?: string;
  /** The status of success where it is not the method's own. */
  status?: number;
  idempotency: boolean;
  /** Fields of the answer that a repeated answer leaves out. */
  secrets?: readonly string[];
  /** Refusals carry `status` beside `error`. */
  explainsByStatus?: boolean;
}
