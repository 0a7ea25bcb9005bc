/** `--palm` and `--picture`: which palm is presented. */
import { choiceOption, listOption, type CommandContext, type OptionValues, UsageError } from './command.js';
import { type PalmSource, pictures, readPalmName, syntheticPalm } from './palm-source.js';

export const PALM_OPTIONS = {
  palm: { type: 'string', multiple: true },
  picture: { type: 'string', multiple: true },
  kind: { type: 'string' },
  hand: { type: 'string' },
} as const;

export const PALM_HELP = `  --palm NAME[:left|right]   a synthetic palm, the same for the same name, a new picture of it each time
  --picture FILE…            PNG or JPEG files instead, sent as they are
  --kind roi|hand            what the pictures show; without it small squares are aligned palms
  --hand left|right|unknown  whose hand the pictures show; without it the hand that is asked for`;

/** One source for each person: every synthetic palm, or all pictures in their order. */
export function palmSources(context: CommandContext): PalmSource[] {
  const { palms, files, shown } = readOptions(context);
  return files.length > 0 ? [pictures(files, shown)] : palms.map((palm) => syntheticPalm(palm));
}

/** One source for each scan: every synthetic palm once, every picture once. */
export function presentations(context: CommandContext): PalmSource[] {
  const { palms, files, shown } = readOptions(context);
  return files.length > 0 ? files.map((file) => pictures([file], shown)) : palms.map((palm) => syntheticPalm(palm));
}

function readOptions({ values, positionals }: CommandContext) {
  const palms = listOption(values, 'palm');
  const files = pictureFiles(values, positionals);
  if (palms.length > 0 && files.length > 0) throw new UsageError('either --palm or --picture');
  if (palms.length + files.length === 0) throw new UsageError('say whose palm: --palm alice:left or --picture FILE');
  const unread = palms.find((palm) => !readPalmName(palm));
  if (unread !== undefined) throw new UsageError(`--palm takes alice, alice:left or alice:right, not "${unread}"`);
  const kind = choiceOption(values, 'kind', ['roi', 'hand']);
  const hand = choiceOption(values, 'hand', ['left', 'right', 'unknown']);
  return { palms, files, shown: { kind, hand } };
}

/** `--picture a.png b.png` leaves b.png without an option of its own. */
function pictureFiles(values: OptionValues, positionals: string[]): string[] {
  const files = listOption(values, 'picture');
  if (files.length === 0 && positionals.length > 0) throw new UsageError(`what is "${positionals[0]}"?`);
  return [...files, ...positionals];
}
