/** What the list of members can be narrowed by. */
import type { SelectQueryBuilder } from 'typeorm';
import { instantOf } from '#platform/http';
import type { Member } from './member.entity.js';
import type { ListMembers } from './members.dto.js';

const PHONE = /^[+0-9 ()./-]+$/;
/** Fewer digits are in every telephone number. */
const MIN_PHONE_DIGITS = 3;

export function narrow(rows: SelectQueryBuilder<Member>, wanted: ListMembers): void {
  const { external_id: externalId, status, hand, tag, enrolled, consent, q } = wanted;
  if (externalId !== undefined) rows.andWhere('m.externalId = :externalId', { externalId });
  if (status !== undefined) rows.andWhere('m.status = :status', { status });
  if (hand !== undefined) rows.andWhere(':hand = ANY (m.hands)', { hand });
  if (tag !== undefined) rows.andWhere('m.tags @> ARRAY[:tag]::text[]', { tag });
  if (enrolled !== undefined) rows.andWhere(`m.hands ${enrolled ? '<>' : '='} '{}'`);
  if (consent !== undefined) rows.andWhere(`m.consent IS ${consent ? 'NOT NULL' : 'NULL'}`);
  const since = instantOf(wanted.not_seen_since);
  if (since) rows.andWhere('(m.lastScanAt IS NULL OR m.lastScanAt < :since)', { since });
  if (q !== undefined) search(rows, q);
}

/** Each word asked for begins a word of the member, or is a part of its telephone number. */
function search(rows: SelectQueryBuilder<Member>, q: string): void {
  const digits = q.replace(/[^0-9]/g, '');
  const words = PHONE.test(q) && digits.length >= MIN_PHONE_DIGITS ? [q] : q.split(/[\s\p{P}]+/u);
  const wanted = words.filter((word) => word !== '');
  if (wanted.length === 0) rows.andWhere('FALSE'); // nothing but punctuation is in no name
  wanted.forEach((word, i) => {
    const [text, phone] = [`word${i}`, `digits${i}`];
    const inPhone = word.replace(/[^0-9]/g, '');
    const found = [`strpos(m.searchWords, ' ' || trim(search_fold(:${text}))) > 0`];
    if (inPhone.length >= MIN_PHONE_DIGITS && PHONE.test(word)) found.push(`strpos(m.searchDigits, :${phone}) > 0`);
    rows.andWhere(`(${found.join(' OR ')})`, { [text]: word, [phone]: inPhone });
  });
}
