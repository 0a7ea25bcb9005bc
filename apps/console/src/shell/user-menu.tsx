/** Under one's name: light and dark, the ID token for tools, the way out. */
import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { endSession, idToken } from '../sign-in/session.ts';
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

export function UserMenu({ trigger }: { trigger: ReactElement }) {
  const theme = useTheme();
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner className="menu-layer" sideOffset={6} align="start">
          <Menu.Popup className="menu">
            <Menu.RadioGroup value={theme} onValueChange={chooseTheme}>
              {THEMES.map((one) => (
                <Menu.RadioItem className="menu-item" value={one} key={one} closeOnClick>
                  {one === theme ? '● ' : '○ '}
                  {texts.shell.themes[one]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Item className="menu-item" onClick={() => void copyToken()}>
              {texts.sign_in.copy_token}
            </Menu.Item>
            <Menu.Item className="menu-item" render={<a href="/docs">{texts.shell.api_docs}</a>} />
            <Menu.Item className="menu-item" onClick={() => endSession('left')}>
              {texts.sign_in.leave}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
