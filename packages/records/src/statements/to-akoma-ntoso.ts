import type { Clause, Statement } from './read-statement.ts'

const languages: Readonly<Record<string, string>> = { es: 'spa', en: 'eng' }

/**
 * A statement in one language as Akoma Ntoso 3.0 (OASIS LegalDocML, `akomaNtoso/statement`): FRBR work, expression and manifestation, `preface` with the title and
 * the day, and a `mainBody` of headed sections, clauses and points, each with an `eId`, so that tools such as LEOS read it. The same clause has the same `eId` in
 * each language. Clauses that the language lacks are left out, so numbers may have gaps. `domain`: the node's own, `at`: the day of the file (YYYY-MM-DD).
 */
export function toAkomaNtoso(
  statement: Statement,
  about: {
    readonly language: 'es' | 'en'
    readonly domain: string
    readonly at: string
    /** In words, where the text is not published yet. */
    readonly status?: string
    /** SHA-256 of the exact text that was released, where there is one. */
    readonly sha256?: string
  },
): string {
  const { language, domain, at, status, sha256 } = about
  const alias = sha256 === undefined ? '' : `\n          <FRBRalias name="sha256" value="${xml(sha256)}"/>`
  const day = fullDay(statement.publishedOn) ?? at
  const work = `/akn/${domain}/statement/${day}/${statement.id.replace('--', '-')}`
  const tag = languages[language] ?? 'eng'
  const title = statement.title[language] ?? Object.values(statement.title)[0] ?? ''
  // A text of nobody who is named is told by the node.
  const issuers = statement.issuedBy.length === 0 ? ['node'] : statement.issuedBy
  const authors = issuers.map((party) => `          <FRBRauthor href="#${xml(party)}"/>`).join('\n')
  const frbr = (level: string, more: string) => `        <${level}>\n${more}\n        </${level}>`
  const date = `          <FRBRdate date="${day}" name="publication"/>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <statement name="statement" contains="originalVersion">
    <meta>
      <identification source="#node">
${frbr('FRBRWork', `          <FRBRthis value="${xml(work)}"/>\n          <FRBRuri value="${xml(work)}"/>\n${date}\n${authors}\n          <FRBRcountry value="${xml(statement.issuedBy[0] ?? 'un')}"/>`)}
${frbr('FRBRExpression', `          <FRBRthis value="${xml(`${work}/${tag}@${day}`)}"/>\n          <FRBRuri value="${xml(`${work}/${tag}@${day}`)}"/>${alias}\n${date}\n${authors}\n          <FRBRlanguage language="${tag}"/>`)}
${frbr('FRBRManifestation', `          <FRBRthis value="${xml(`${work}/${tag}@${day}.akn`)}"/>\n          <FRBRuri value="${xml(`${work}/${tag}@${day}.akn`)}"/>\n          <FRBRdate date="${at}" name="export"/>\n          <FRBRauthor href="#node"/>\n          <FRBRformat value="application/akn+xml"/>`)}
      </identification>
      <references source="#node">
        <TLCOrganization eId="node" href="/ontology/organization/${xml(domain)}" showAs="${xml(domain)}"/>
${statement.issuedBy.map((party) => `        <TLCOrganization eId="${xml(party)}" href="/ontology/organization/${xml(party)}" showAs="${xml(party)}"/>`).join('\n')}
      </references>
    </meta>
    <preface eId="preface">
      <p><docTitle>${xml(title)}</docTitle></p>${status === undefined ? '' : `\n      <p><docStatus>${xml(status)}</docStatus></p>`}
      <p><docDate date="${day}">${xml(statement.publishedOn ?? at)}</docDate></p>
    </preface>
    <mainBody eId="body">
${bodyOf(statement.clauses, language)}
    </mainBody>
  </statement>
</akomaNtoso>
`
}

/** The element name of each part by what a clause is; a heading opens a section that holds what follows it. */
function bodyOf(clauses: readonly Clause[], language: string): string {
  const said = clauses.flatMap(({ number, part, words }) => {
    const text = words[language]?.trim() ?? ''
    return text === '' ? [] : [{ number, part, text }]
  })
  const lines: string[] = []
  let isOpen = false
  for (let i = 0; i < said.length; i++) {
    const { number, part, text } = said[i] as (typeof said)[number]
    if (part === 'heading') {
      if (isOpen) lines.push('      </section>')
      lines.push(`      <section eId="sec_${eId(number)}">`, `        <heading>${xml(text)}</heading>`)
      isOpen = true
      if (said[i + 1]?.part === undefined || said[i + 1]?.part === 'heading') lines.push('        <content><p/></content>')
      continue
    }
    // Items that follow a clause are its points; items without one are clauses themselves.
    const points: string[] = []
    while (part === 'paragraph' && said[i + 1]?.part === 'item') {
      const point = said[++i] as (typeof said)[number]
      points.push(
        `          <point eId="cl_${eId(number)}__point_${eId(point.number)}"><num>${xml(point.number)}</num><content><p>${xml(point.text)}</p></content></point>`,
      )
    }
    const head = `        <clause eId="cl_${eId(number)}"><num>${xml(number)}</num>`
    if (points.length === 0) lines.push(`${head}<content><p>${xml(text)}</p></content></clause>`)
    else lines.push(head, `          <intro><p>${xml(text)}</p></intro>`, ...points, '        </clause>')
  }
  if (isOpen) lines.push('      </section>')
  // A body holds something, also where the text lacks this language.
  return lines.length === 0 ? '        <p/>' : lines.join('\n')
}

function eId(number: string): string {
  return number.replaceAll(/[^A-Za-z0-9]+/g, '-')
}

/** The first day that a day, month or year covers: Akoma Ntoso knows whole days only. */
function fullDay(day: string | undefined): string | undefined {
  return day === undefined ? undefined : `${day}${'-01-01'.slice(day.length - 4)}`
}

// Characters that XML 1.0 cannot hold are left out; markup in a text is text.
function xml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 section 2.2 forbids them
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}
