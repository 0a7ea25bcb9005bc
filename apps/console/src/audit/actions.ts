/** The acts that the audit knows, in words for people. */
import { texts } from '../texts/texts.ts';

const { actions } = texts.audit;

export const actionText = (action: string): string => (actions as Record<string, string>)[action] ?? action;
export const ACTIONS = Object.entries(actions);
