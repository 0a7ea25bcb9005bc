/** Conditions come back from the editor as they went in. */
import { conditionsOf, draftOf, newGroup, newLeaf } from './draft.ts';

const there = (conditions: object) => conditionsOf(draftOf(conditions));
const one = (field: string, operator: string, value: unknown) => ({
  operator: 'AND',
  rules: [{ field, operator, value }],
});

describe('a rule in the editor', () => {
  it.each([
    ['a choice', one('result', 'equals', 'matched')],
    ['a number', one('velocity.member_5m', 'gt', 3)],
    ['zero', one('time.hour', 'equals', 0)],
    ['a span', one('time.hour', 'between', [22, 23.5])],
    ['several numbers', one('time.weekday', 'in', [6, 7])],
    ['several words', one('hand', 'not_in', ['left', 'right'])],
    ['a list', one('device.id', 'in', { list: 'blocked_devices' })],
    ['yes', one('signals.off_hours', 'equals', true)],
    ['no', one('signals.off_hours', 'equals', false)],
    ['not there', one('member.metadata.team', 'exists', false)],
    ['free text that looks like a number', one('member.metadata.team', 'equals', '7')],
    ['a free number', one('member.metadata.team', 'equals', 7)],
    ['free text', one('member.metadata.team', 'starts_with', 'north')],
  ])('keeps %s', (_, conditions) => {
    expect(there(conditions)).toEqual(conditions);
  });

  it('keeps groups in groups', () => {
    const tree = {
      operator: 'OR',
      rules: [one('quality', 'lt', 0.4), { field: 'hand', operator: 'equals', value: 'left' }],
    };
    expect(there(tree)).toEqual(tree);
  });

  it('sends what is no number as it was typed, for the gateway to refuse', () => {
    const leaf = { ...newLeaf(), field: 'quality', operator: 'gt', text: 'much' };
    expect(conditionsOf({ ...newGroup(), rules: [leaf] })).toEqual(one('quality', 'gt', 'much'));
  });
});
