// Elements inside a sentence, whose ends are not ends of words.
const inline = /^<\/?(?:a|abbr|b|em|font|i|span|strong|sub|sup|u)[\s/>]/i

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/**
 * The words of an HTML fragment: tags, comments, scripts and styles dropped, block ends as spaces, character references decoded once.
 * Linear in the input, and the result is text, never markup to be shown as HTML.
 */
export function htmlText(html: string): string {
  let text = ''
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) return text + decodeReferences(html.slice(at))
    text += decodeReferences(html.slice(at, open))
    const close = html.indexOf('>', open)
    // An opening bracket without a tag behind it is a less-than sign that somebody forgot to encode.
    if (close < 0 || !/[a-zA-Z/!]/.test(html[open + 1] ?? '')) {
      text += '<'
      at = open + 1
      continue
    }
    if (!inline.test(html.slice(open, open + 10))) text += ' '
    at = close + 1
    const silent = /^<(script|style)\b/i.exec(html.slice(open, open + 8))?.[1]
    if (silent !== undefined) at = endOfSilent(html, at, silent.toLowerCase())
  }
  return text
}

function endOfSilent(html: string, start: number, name: string): number {
  const end = html.toLowerCase().indexOf(`</${name}`, start)
  return end < 0 ? html.length : end
}

function decodeReferences(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return named[String(name)] ?? whole
    const code = decimal === undefined ? Number.parseInt(String(hexadecimal), 16) : Number(decimal)
    return code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) && code !== 0 ? String.fromCodePoint(code) : ' '
  })
}
