/** Short words after something was done, read out to those who cannot see them. */
import { Toast } from '@base-ui/react/toast';
import { createRoot } from 'react-dom/client';
import { texts } from '../texts/texts.ts';
import { Button } from './button.tsx';

const manager = Toast.createToastManager();

export const notify = (title: string): void => void manager.add({ title, timeout: 6_000 });
export const notifyFailure = (title: string): void =>
  void manager.add({ title, type: 'failure', priority: 'high', timeout: 12_000 });

function Notices() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="notices">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="notice">
      <Toast.Title render={<p />}>{toast.title}</Toast.Title>
      <Toast.Close render={<Button kind="quiet" size="small" aria-label={texts.actions.close} />}>✕</Toast.Close>
    </Toast.Root>
  ));
}

// beside the page, from the moment that the first page which has something to say is loaded
createRoot(document.body.appendChild(document.createElement('div'))).render(<Notices />);
