import { describe, expect, it } from 'vitest';
import type { AttributeValue, Item } from '../attribute-value.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { parseCondition } from './parse-condition.ts';
import { Substitutions } from './substitutions.ts';

const ITEM: Item = {
  one: { N: '1' },
  two: { N: '2' },
  big: { N: '12345678901234567890123456789012345678' },
  words: { S: 'apple pie' },
  blank: { S: '' },
  accent: { S: 'é' },
  smile: { S: '😀' },
  bin: { B: Buffer.from([1, 2, 255]).toString('base64') },
  yes: { BOOL: true },
  off: { BOOL: false },
  nil: { NULL: true },
  ss: { SS: ['a', 'b'] },
  ns: { NS: ['1', '2.5'] },
  bs: { BS: ['YQ==', 'Yg=='] },
  stuff: { L: [{ S: 'x' }, { N: '1' }, { M: { deep: { S: 'd' } } }, { L: [] }] },
  thing: { M: { key: { S: 'v' }, nested: { M: { leaf: { N: '7' } } } } },
};

const B = (...bytes: number[]): AttributeValue => ({ B: Buffer.from(bytes).toString('base64') });

function holds(text: string, v: AttributeValue = { N: '0' }, w: AttributeValue = { N: '0' }): boolean {
  const values = new Map([
    [':v', v],
    [':w', w],
  ]);
  return evaluateCondition(
    parseCondition('FilterExpression', text, new Substitutions(new Map(), values)),
    ITEM,
  );
}

interface Row {
  readonly text: string;
  readonly v?: AttributeValue;
  readonly w?: AttributeValue;
}

const TRUE: readonly Row[] = [
  { text: 'one = :v', v: { N: '1' } },
  { text: 'one < two' },
  { text: 'big > :v', v: { N: '12345678901234567890123456789012345677' } },
  { text: 'one <> :v', v: { S: '1' } },
  { text: 'words = :v', v: { S: 'apple pie' } },
  { text: 'words > :v', v: { S: 'Zebra' } },
  { text: 'blank = :v', v: { S: '' } },
  { text: 'blank < words' },
  { text: 'accent > :v', v: { S: 'z' } },
  { text: 'smile > :v', v: { S: '\uffff' } },
  { text: 'smile > :v', v: { S: '\ue000' } },
  { text: 'smile < :v', v: { S: '😁' } },
  { text: 'bin > :v', v: B(1, 2, 127) },
  { text: 'bin > :v', v: B(1, 2) },
  { text: 'bin = :v', v: B(1, 2, 255) },
  { text: 'yes = :v', v: { BOOL: true } },
  { text: 'yes <> off' },
  { text: 'nil = :v', v: { NULL: true } },
  { text: 'ss = :v', v: { SS: ['b', 'a'] } },
  { text: 'ss <> :v', v: { SS: ['a', 'b', 'c'] } },
  { text: 'ss <> :v', v: { L: [{ S: 'a' }, { S: 'b' }] } },
  { text: 'ns = :v', v: { NS: ['2.5', '1'] } },
  { text: 'bs = :v', v: { BS: ['Yg==', 'YQ=='] } },
  { text: 'stuff[3] = :v', v: { L: [] } },
  { text: 'thing.nested = :v', v: { M: { leaf: { N: '7' } } } },
  { text: 'thing.nested.leaf >= :v', v: { N: '7' } },
  { text: 'stuff[2].deep = :v', v: { S: 'd' } },
  { text: 'gone <> :v' },
  { text: 'gone <> absent' },
  { text: 'NOT gone = absent' },
  { text: 'NOT gone < :v' },
  { text: ':v < one', v: { N: '0.5' } },
  { text: ':v = :w', v: { S: 'x' }, w: { S: 'x' } },
  { text: 'two BETWEEN :v AND :w', v: { N: '1' }, w: { N: '2' } },
  { text: 'two BETWEEN one AND :v', v: { N: '3' } },
  { text: 'words BETWEEN :v AND :w', v: { S: 'a' }, w: { S: 'b' } },
  { text: 'bin BETWEEN :v AND :w', v: B(1), w: B(2) },
  { text: ':v BETWEEN one AND two', v: { N: '1.5' } },
  { text: 'one IN (:v, :w)', v: { S: '1' }, w: { N: '1' } },
  { text: 'ss IN (:v)', v: { SS: ['b', 'a'] } },
  { text: 'one IN (gone, :v)', v: { N: '1' } },
  { text: 'size(words) = :v', v: { N: '9' } },
  { text: 'size(blank) = :v', v: { N: '0' } },
  { text: 'size(bin) = :v', v: { N: '3' } },
  { text: 'size(ss) = size(ns)' },
  { text: 'size(bs) = :v', v: { N: '2' } },
  { text: 'size(stuff) = :v', v: { N: '4' } },
  { text: 'size(thing) = :v', v: { N: '2' } },
  { text: 'size(:v) = two', v: { S: 'xy' } },
  { text: 'size(one) <> :v' },
  { text: 'size(words) BETWEEN :v AND :w', v: { N: '5' }, w: { N: '10' } },
  { text: 'attribute_exists(nil)' },
  { text: 'attribute_exists(thing.nested.leaf)' },
  { text: 'attribute_exists(stuff[3])' },
  { text: 'attribute_not_exists(gone)' },
  { text: 'attribute_not_exists(stuff[4])' },
  { text: 'attribute_not_exists(words.x)' },
  { text: 'attribute_not_exists(thing[0])' },
  { text: 'attribute_not_exists(stuff.x)' },
  { text: 'attribute_not_exists(toString)' },
  { text: 'attribute_type(one, :v)', v: { S: 'N' } },
  { text: 'attribute_type(nil, :v)', v: { S: 'NULL' } },
  { text: 'attribute_type(off, :v)', v: { S: 'BOOL' } },
  { text: 'attribute_type(ss, :v)', v: { S: 'SS' } },
  { text: 'attribute_type(ns, :v)', v: { S: 'NS' } },
  { text: 'attribute_type(bs, :v)', v: { S: 'BS' } },
  { text: 'attribute_type(stuff, :v)', v: { S: 'L' } },
  { text: 'attribute_type(thing, :v)', v: { S: 'M' } },
  { text: 'attribute_type(bin, :v)', v: { S: 'B' } },
  { text: 'begins_with(words, :v)', v: { S: 'apple' } },
  { text: 'begins_with(words, :v)', v: { S: '' } },
  { text: 'begins_with(bin, :v)', v: B(1, 2) },
  { text: 'begins_with(:v, blank)', v: { S: 'x' } },
  { text: 'contains(words, :v)', v: { S: 'e p' } },
  { text: 'contains(bin, :v)', v: B(2, 255) },
  { text: 'contains(ss, :v)', v: { S: 'b' } },
  { text: 'contains(ns, :v)', v: { N: '2.5' } },
  { text: 'contains(bs, :v)', v: { B: 'Yg==' } },
  { text: 'contains(stuff, :v)', v: { S: 'x' } },
  { text: 'contains(stuff, :v)', v: { M: { deep: { S: 'd' } } } },
  { text: 'contains(stuff, one)' },
  { text: 'contains(:v, one)', v: { NS: ['1'] } },
  { text: 'one = :v AND two = :w', v: { N: '1' }, w: { N: '2' } },
  { text: 'one = :w OR two = :v', v: { N: '2' } },
  { text: 'one = :v OR one = :w AND two = :w', v: { N: '1' }, w: { N: '9' } },
  { text: 'NOT (one = :v AND two = :v)', v: { N: '1' } },
  { text: 'NOT NOT yes = :v', v: { BOOL: true } },
];

const FALSE: readonly Row[] = [
  { text: 'one = :v', v: { S: '1' } },
  { text: 'one < :v', v: { S: '2' } },
  { text: 'one < one2' },
  { text: 'words < :v', v: { N: '1' } },
  { text: 'words > :v', v: B(1) },
  { text: 'accent < :v', v: { S: 'f' } },
  { text: 'smile < :v', v: { S: '\uffff' } },
  { text: 'bin < :v', v: B(1, 2, 127) },
  { text: 'yes = off' },
  { text: 'yes > one' },
  { text: 'nil = off' },
  { text: 'nil > one' },
  { text: 'ss < ns' },
  { text: 'ss = :v', v: { SS: ['a'] } },
  { text: 'ss = :v', v: { L: [{ S: 'a' }, { S: 'b' }] } },
  { text: 'ns = :v', v: { SS: ['1', '2.5'] } },
  { text: 'stuff = :v', v: { L: [] } },
  { text: 'thing = :v', v: { M: { key: { S: 'v' } } } },
  { text: 'gone = :v' },
  { text: 'gone = absent' },
  { text: 'gone < :v' },
  { text: 'gone >= :v' },
  { text: 'gone BETWEEN :v AND :w' },
  { text: 'one BETWEEN gone AND :v', v: { N: '5' } },
  { text: 'one BETWEEN :v AND :w', v: { S: '0' }, w: { S: '9' } },
  { text: 'two BETWEEN two2 AND one' },
  { text: 'two BETWEEN :v AND one', v: { N: '0' } },
  { text: 'gone IN (:v)' },
  { text: 'one IN (:v, :w)', v: { N: '2' }, w: { S: '1' } },
  { text: 'size(one) > :v' },
  { text: 'size(yes) >= :v' },
  { text: 'size(nil) = :v' },
  { text: 'size(gone) >= :v' },
  { text: 'attribute_exists(gone)' },
  { text: 'attribute_exists(gone.x)' },
  { text: 'attribute_exists(valueOf)' },
  { text: 'attribute_not_exists(one)' },
  { text: 'attribute_type(gone, :v)', v: { S: 'S' } },
  { text: 'attribute_type(one, :v)', v: { S: 'S' } },
  { text: 'begins_with(words, :v)', v: { S: 'pie' } },
  { text: 'begins_with(words, :v)', v: B(97) },
  { text: 'begins_with(one, :v)', v: { S: '1' } },
  { text: 'begins_with(gone, :v)', v: { S: '' } },
  { text: 'begins_with(bin, :v)', v: B(2) },
  { text: 'begins_with(bin, :v)', v: B(1, 2, 255, 0) },
  { text: 'begins_with(ss, :v)', v: { S: 'a' } },
  { text: 'contains(words, :v)', v: { S: 'x' } },
  { text: 'contains(words, :v)', v: { N: '1' } },
  { text: 'contains(one, :v)', v: { N: '1' } },
  { text: 'contains(ss, :v)', v: { S: 'ab' } },
  { text: 'contains(ss, :v)', v: { SS: ['a'] } },
  { text: 'contains(ns, :v)', v: { S: '1' } },
  { text: 'contains(thing, :v)', v: { S: 'key' } },
  { text: 'contains(stuff, :v)', v: { S: 'd' } },
  { text: 'contains(gone, :v)', v: { S: '' } },
  { text: 'one = :v AND two = :v', v: { N: '1' } },
  { text: '(one = :v OR one = :w) AND two = :w', v: { N: '1' }, w: { N: '9' } },
];

describe('evaluateCondition', () => {
  it.each(TRUE)('holds: $text', ({ text, v, w }) => {
    expect(holds(text, v, w)).toBe(true);
  });

  it.each(FALSE)('does not hold: $text', ({ text, v, w }) => {
    expect(holds(text, v, w)).toBe(false);
  });

  it('takes an item that does not exist as one without attributes', () => {
    const condition = parseCondition(
      'ConditionExpression',
      'attribute_not_exists(pk)',
      new Substitutions(new Map(), new Map()),
    );
    expect(evaluateCondition(condition, {})).toBe(true);
  });
});
