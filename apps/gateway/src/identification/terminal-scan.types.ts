/** What a terminal is answered about the scans that it sent. */
import type { HintCode } from '../palms/palms.errors.js';

export interface TerminalScanAnswer {
  /** null when the item had none that can be read. */
  scan_ref: string | null;
  counter: number | null;
  /** The scan's result, or the code of why it was not taken: `invalid`, `deferred`, `counter_conflict`, … */
  status: string;
  scan_id: string | null;
  matched: boolean;
  verdict: string | null;
  /** Why the picture was not used. */
  reason?: string;
  hint?: HintCode;
  hint_text?: string;
  member?: Record<string, string | null>;
  /** Why it was not taken. */
  error?: { code: string; message: string; field?: string; details?: unknown };
}

export interface TerminalScansAnswer {
  results: TerminalScanAnswer[];
  /** The highest counter that was taken from this device: one that lost its count goes on from here. */
  lastCounter: number;
}
