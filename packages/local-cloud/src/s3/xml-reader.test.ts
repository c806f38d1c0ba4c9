import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../aws/aws-error.ts';
import { xmlDocument } from './xml.ts';
import { readXml, type XmlElement } from './xml-reader.ts';

function read(text: string): XmlElement | string {
  try {
    return readXml(Buffer.from(text), 'a');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.code;
  }
}

const element = (name: string, text = '', ...children: XmlElement[]): XmlElement => ({
  name,
  children,
  text,
});

describe('readXml', () => {
  it.each<[string, XmlElement]>([
    ['<a/>', element('a')],
    ['<?xml version="1.0"?>\n<a xmlns="urn:x" b=\'1\'></a>\n', element('a')],
    ['<a><b>1</b><b>2</b></a>', element('a', '', element('b', '1'), element('b', '2'))],
    ['<x:a xmlns:x="u"><x:b /></x:a>', element('a', '', element('b'))],
    ['<a>&lt;&amp;&gt;&#65;&#x42;&quot;&apos;</a>', element('a', '<&>AB"\'')],
    ['<a><![CDATA[<b>&amp;]]><!-- no --></a>', element('a', '<b>&amp;')],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    '',
    'a',
    '<a>',
    '</a>',
    '<a></b>',
    '<b/>',
    '<a/><a/>',
    '<a>&nope;</a>',
    '<a>&#x110000;</a>',
    '<a>& </a>',
    '<a b=1/>',
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<a>'.repeat(40) + '</a>'.repeat(40),
  ])('refuses %s', (text) => {
    expect(read(text)).toBe('MalformedXML');
  });

  it('reads or refuses whatever arrives', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '</',
      'a',
      '/>',
      '&',
      ';',
      '#',
      '<![CDATA[',
      ']]>',
      '<!--',
      '"',
      '=',
    );
    const text = fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 20 });
    fc.assert(fc.property(text, (list) => void read(list.join(''))));
  });

  it('reads what is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = value.replaceAll(/\p{Cs}/gu, '\uFFFD');
        const document = readXml(Buffer.from(xmlDocument('a', { b: value })), 'a');
        expect(document.children[0]?.text).toBe(text);
      }),
    );
  });
});
