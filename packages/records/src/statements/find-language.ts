/** The languages that are told apart; a text in any but the first two is no statement that this desk reads. */
const words: Readonly<Record<string, string>> = {
  en: 'the of and to in for with that is was on by as from this will at its their our be are have has which both an it we also more not or were been',
  es: 'el la los las de y en del con por para que una se al su como más sus es entre ambos fue este esta lo ha han son sobre así también o e sin desde',
  nb: 'og i på av til det som er en et for med har de ikke om vi fra var den vår vårt dette din ditt din ved kan bruker eller les mer relaterte artikler rapportert generert bilde nettstedet avvis',
  fr: 'le la les des et du en une dans pour que qui est sur avec par au aux ce cette son sa ses plus pas nous vous ont été leur leurs entre sont',
  pt: 'o os as e do da dos das em no na nos nas um uma para com por que não mais ao à é são foi pelo pela seu sua também entre ou',
  de: 'der die das und in den von zu mit ist auf für nicht ein eine des dem im sich auch als an es wird sind werden bei oder nach durch',
  it: 'il lo gli le di e che del della dei delle nel nella per con una non è sono al alla ha più come anche tra suo sua dal dalla',
}

const lists: ReadonlyMap<string, ReadonlySet<string>> = new Map(Object.entries(words).map(([tag, list]) => [tag, new Set(list.split(' '))]))

const scripts: readonly (readonly [string, RegExp])[] = [
  ['ru', /\p{Script=Cyrillic}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
]

/**
 * The language of a text (ISO 639-1) by its commonest words; by its script where that is not Latin. Undefined where too few words tell: a name, a number, a
 * short line. `share` is the part of its words that are common words of that language.
 */
export function findLanguage(text: string): { readonly tag: string; readonly share: number } | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  for (const [tag, pattern] of scripts) {
    if ((text.match(pattern)?.length ?? 0) > letters / 2) return { tag, share: 1 }
  }
  const said = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const counts = [...lists].map(([tag, list]) => ({ tag, hits: said.filter((word) => list.has(word)).length }))
  const [first, second] = counts.toSorted((a, b) => b.hits - a.hits)
  if (first === undefined || first.hits < 2 || first.hits === second?.hits || first.hits / said.length < 0.08) return undefined
  return { tag: first.tag, share: first.hits / said.length }
}
