/** The time zone in which a page shows its times; said once, at its head. */
import { createContext, useContext } from 'react';
import { BROWSER_ZONE } from './times.ts';

export const ZoneContext = createContext(BROWSER_ZONE);
export const useZone = (): string => useContext(ZoneContext);
