/** What every part of the rule editor uses: what the gateway found wrong, and which lists there are. */
import { createContext } from 'react';
import type { Schemas } from '../api/client.ts';
import type { FieldFault } from '../api/refusal.ts';

export const Faults = createContext<readonly FieldFault[]>([]);
export const Lists = createContext<readonly Schemas['ListView'][]>([]);
