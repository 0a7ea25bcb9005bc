/** Why the engine will not use a picture; the words are those the API answers with. */
export const REFUSALS = [
  'bad_dimensions',
  'no_hand',
  'not_a_palm',
  'several_hands',
  'tilted',
  'fingers_closed',
  'outside_frame',
  'blurred',
  'too_dark',
  'saturated',
  'low_quality',
  'no_palm',
] as const;

export type Refusal = (typeof REFUSALS)[number];

export type Hand = 'left' | 'right';
