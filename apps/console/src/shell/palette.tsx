/** The command palette: everything by its name, and what can be done, without leaving the keyboard. */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useState } from 'react';
import { texts } from '../texts/texts.ts';
import { useSettledValue } from '../ui/settled-value.ts';
import { type PaletteGroup, type PaletteItem, useCommands } from './palette-commands.ts';
import { useFound } from './palette-search.ts';

const { palette } = texts;
const SEARCH_AFTER_MS = 180;

export function Palette({ open, close }: { open: boolean; close: () => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="palette" aria-label={palette.title}>
          <PaletteContent close={close} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteContent({ close }: { close: () => void }) {
  const [text, setText] = useState('');
  const asked = useSettledValue(text.trim(), SEARCH_AFTER_MS);
  const commands = useCommands(text);
  const { groups: found, searching } = useFound(asked);
  const groups = [...commands, ...found];
  const run = (item: PaletteItem) => {
    close();
    item.go();
  };
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      value={text}
      onValueChange={setText}
      itemToStringValue={(item: PaletteItem) => item.label}
      autoHighlight="always"
      keepHighlight
    >
      <div className="palette-head">
        <Autocomplete.Input className="input" aria-label={palette.title} placeholder={palette.placeholder} />
        <Dialog.Close className="button" data-kind="quiet" data-size="small" aria-label={texts.actions.close}>
          ✕
        </Dialog.Close>
      </div>
      <Autocomplete.Status className="unseen">{searching ? palette.searching : ''}</Autocomplete.Status>
      <Autocomplete.Empty className="muted">{searching ? palette.searching : palette.none}</Autocomplete.Empty>
      <Autocomplete.List className="palette-list">
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className="menu-note">{palette.groups[group.value]}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => (
                <Autocomplete.Item key={item.value} value={item} className="menu-item" onClick={() => run(item)}>
                  {item.label} {item.detail && <span className="muted small">{item.detail}</span>}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}
