/** Under the person's name: light and dark, language, the ID token for tools, sign-out. */
import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { idToken, signOut } from '../sign-in/session.ts';
import { chooseLanguage, chosenLanguage, type Language, LANGUAGES } from '../texts/language.ts';
import { texts } from '../texts/texts.ts';
import { notify, notifyFailure } from '../ui/notifications.tsx';
import { chooseTheme, THEMES, useTheme } from './theme.ts';

const copyToken = async () => {
  try {
    await navigator.clipboard.writeText((await idToken()) ?? '');
    notify(texts.sign_in.token_copied);
  } catch {
    notifyFailure(texts.sign_in.token_not_copied);
  }
};

const { languages } = texts.shell;
const LANGUAGE_CHOICES = [['browser', languages.browser], ...LANGUAGES.map((one) => [one, languages[one]])] as const;

export function UserMenu({ trigger }: { trigger: ReactElement }) {
  const theme = useTheme();
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={6} align="start">
          <Menu.Popup className="menu">
            <Choices
              name={texts.shell.theme}
              value={theme}
              choose={chooseTheme}
              choices={THEMES.map((one) => [one, texts.shell.themes[one]] as const)}
            />
            <Choices
              name={texts.shell.language}
              value={chosenLanguage() ?? 'browser'}
              choose={(value: string) => chooseLanguage(value === 'browser' ? null : (value as Language))}
              choices={LANGUAGE_CHOICES as readonly (readonly [string, string])[]}
            />
            <Menu.Item className="menu-item" onClick={() => void copyToken()}>
              {texts.sign_in.copy_token}
            </Menu.Item>
            <Menu.Item className="menu-item" render={<a href="/docs">{texts.shell.api_docs}</a>} />
            <Menu.Item className="menu-item" onClick={signOut}>
              {texts.sign_in.leave}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ChoicesProps<Value extends string> {
  name: string;
  value: Value;
  choose: (value: Value) => void;
  choices: readonly (readonly [Value, string])[];
}

function Choices<Value extends string>({ name, value, choose, choices }: ChoicesProps<Value>) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-note">{name}</Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={choose}>
        {choices.map(([one, label]) => (
          <Menu.RadioItem className="menu-item" value={one} key={one} closeOnClick>
            {one === value ? '● ' : '○ '}
            {label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  );
}
