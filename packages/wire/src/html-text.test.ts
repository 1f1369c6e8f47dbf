import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanText } from './decode-text.ts'
import { htmlText } from './html-text.ts'

const cases: readonly [string, string, string][] = [
  ['paragraphs become words apart', '<p>One</p>\r\n<p>two</p>', 'One two'],
  ['inline elements do not part a word from its comma', 'known as <a href="x">APT</a>, and <b>B</b>ARIUM', 'known as APT, and BARIUM'],
  ['character references', 'A&amp;B &lt;c&gt; &#233; &#xE9; &quot;q&quot;&nbsp;z', 'A&B <c> é é "q" z'],
  ['a reference is decoded once', '&amp;lt;', '&lt;'],
  ['an unknown reference stays', '&notaname; & b', '&notaname; & b'],
  ['an impossible reference is a space', 'a&#0;b&#xD800;c&#1114112;', 'a b c'],
  ['scripts and styles are not words', 'a<script>alert(1)</script>b<style>p{}</style>c', 'a b c'],
  ['a less-than sign is not a tag', '5 < 6 and 7 > 6', '5 < 6 and 7 > 6'],
  ['an unclosed tag stays as text', 'a <b', 'a <b'],
]
for (const [name, html, text] of cases) {
  test(`html text: ${name}`, () => assert.equal(cleanText(htmlText(html)), text))
}

test('html text: never throws and never leaves a tag that was closed', () => {
  const html = fc
    .array(fc.constantFrom('<', '>', 'p', '/', '!', '&', '#', '1', ';', 'script', ' ', '"'), { maxLength: 80 })
    .map((parts) => parts.join(''))
  fc.assert(fc.property(html, (dirty) => void htmlText(dirty)))
})
