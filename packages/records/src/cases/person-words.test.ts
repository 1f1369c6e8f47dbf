import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import en from '../../../../packs/locales/en/cases.json' with { type: 'json' }
import es from '../../../../packs/locales/es/cases.json' with { type: 'json' }
import { personCase } from '../kinds/case.ts'
import { personWords } from './person-words.ts'

const catalogues: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['en', en],
  ['es', es],
]
const statuses = Object.keys(personCase.fields.find(({ name }) => name === 'procedural_status')?.field.choices ?? {})

/** Words that only a judge may say of somebody, or that a party or a newspaper says and the product never. */
const hard: Readonly<Record<string, RegExp>> = {
  en: /\b(criminals?|offenders?|felons?|culprits?|perpetrators?|(narco-?)?traffickers?|(narco-?)?terrorists?|gangsters?|murderers?|guilty|kingpins?|drug lords?)\b/i,
  es: /\b(delincuentes?|criminal(es)? (peligros|buscad)\w*|malhechor\w*|narcotraficantes?|narcoterroristas?|terroristas?|sicarios?|asesin[oa]s?|culpables?|capos?|maleantes?)\b/i,
}
/** What stands in them as the name of a procedure, a list or a law, or to say the contrary. */
const allowed: Readonly<Record<string, RegExp>> = {
  en: /criminal (complaint|proceedings?|procedure|law|case|code|matter)s?|no finding of guilt|nobody is called guilty|words call somebody guilty|nobody named in a source is called guilty|plea of guilty|foreign terrorist organi[sz]ations?/gi,
  es: /(no (se )?(declara|llama)|llaman|a nadie) culpable( a (nadie|alguien))?|organización terrorista extranjera|guilty plea/gi,
}

/** Names of lists, words to look up, and codes of STIX by which an author, not the product, calls a threat actor. */
const quoted = new Set([
  'groups.json term.query',
  'imports.json list.ofac-sdn',
  'kinds.json choice.criminal',
  'kinds.json choice.terrorist',
])

test('how a person is named follows from the standing in law alone, in both languages, and what is newer is named as not known', () => {
  for (const [language, words] of catalogues) {
    const said = (status: string, offence?: string) => {
      const { key, values } = personWords(status, offence)
      return words[key.replace('cases.', '')]?.replace('{offence}', values.offence ?? '')
    }
    for (const status of statuses)
      for (const offence of [undefined, '', 'FICTIONAL 18 XYZ']) assert.ok(said(status, offence), `${language} ${status}`)
    assert.equal(said('caught_red_handed', 'murder'), said('unknown'))
    assert.equal(said('charged', 'FICTIONAL 18 XYZ')?.includes('FICTIONAL 18 XYZ'), true)
  }
  for (const status of statuses.filter((one) => one !== 'convicted')) {
    assert.doesNotMatch(en[personWords(status).key.replace('cases.', '') as keyof typeof en], /(?<!not )convicted/i)
    assert.doesNotMatch(es[personWords(status).key.replace('cases.', '') as keyof typeof es], /condenada/i)
  }
})

test('no sentence of the product calls anybody a criminal in its own voice', () => {
  const found: string[] = []
  const folder = new URL('../../../../packs/locales/', import.meta.url)
  for (const language of ['en', 'es']) {
    const named = hard[language]
    assert.ok(named)
    // Words of law are explained as terms, and the demonstration's own texts quote their fictional speakers.
    for (const file of readdirSync(new URL(`${language}/`, folder)).filter((name) => !['terms.json', 'demo.json'].includes(name))) {
      const words = JSON.parse(readFileSync(new URL(`${language}/${file}`, folder), 'utf8')) as Record<string, string>
      for (const [key, text] of Object.entries(words)) {
        if (!quoted.has(`${file} ${key}`) && named.test(text.replaceAll(allowed[language] ?? /$^/g, '')))
          found.push(`${language}/${file} ${key}: ${text}`)
      }
    }
  }
  assert.deepEqual(found, [])
})
