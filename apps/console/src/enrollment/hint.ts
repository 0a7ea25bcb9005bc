import { texts } from '../texts/texts.ts';

/** A hint is a code; an older gateway sends a sentence, which is shown as it is. */
export function hintText(hint: string): string {
  return (texts.enrollment.hints as Record<string, string>)[hint] ?? hint;
}
