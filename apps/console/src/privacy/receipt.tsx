/** What was erased, and its signed receipt to keep. */
import { number, texts, word } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Copy } from '../ui/copy.tsx';
import { downloadFile } from '../ui/download.ts';
import { DetailList } from '../ui/page.tsx';
import { Moment } from '../ui/time.tsx';
import type { Erasure } from './erasures.ts';

const { privacy } = texts;

export function Receipt({ erasure }: { erasure: Erasure }) {
  const { receipt, erasure_id } = erasure;
  const counts = Object.entries(erasure.counts).map(([what, n]) => [word(privacy.counts, what), number(n)] as const);
  return (
    <>
      <DetailList
        of={[
          [privacy.reason, erasure.reason],
          [privacy.accepted, <Moment key="accepted" instant={erasure.accepted_at} />],
          ...counts,
        ]}
      />
      {receipt !== null && (
        <>
          <pre tabIndex={0}>{receipt}</pre>
          <div className="row">
            <Copy text={receipt} label={privacy.copy_receipt} />
            <Button size="small" onClick={() => downloadReceipt(erasure_id, receipt)}>
              {privacy.download_receipt}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

export const downloadReceipt = (erasureId: string, receipt: string): void =>
  downloadFile(`erasure-${erasureId}.jws`, new Blob([`${receipt}\n`], { type: 'application/jose' }));
