/** How strongly a text binds, weakest first. */
export type Modality = 'potential' | 'intends' | 'agrees' | 'shall'

/** A word or phrase that says how strongly a text binds, and where it stands. `also`: what else the same word can mean in its language. */
export type ModalWord = {
  readonly modality: Modality
  readonly also?: Modality
  readonly words: string
  readonly start: number
  readonly end: number
}

const strength: readonly Modality[] = ['potential', 'intends', 'agrees', 'shall']

type Rule = readonly [Modality, RegExp, Modality?]

// Verbs alone: the same words as nouns ("a must", "el acuerdo") bind nobody. Spanish writes a duty in the plain future too, which English does not.
const rules: Readonly<Record<'es' | 'en', readonly Rule[]>> = {
  en: [
    ['shall', /\b(?:shall|must|(?:is|are) (?:required|obliged) to|undertakes? to)\b/giu],
    [
      'agrees',
      /\b(?:agreed|agrees?|(?:re)?commit(?:ted|s)?|pledg(?:ed|es?|ing)|resolved|decided|determined)(?: in \p{Lu}\p{L}+| today| also)? (?:to|on|that)\b/giu,
    ],
    [
      'intends',
      /\b(?:will|plans? to|planned to|intends? to|intended to|seeks? to|aims? to|(?:is|are) (?:working|pursuing) (?:to|towards?)|proposed to|(?:is|are) to(?= \p{Ll}))\b/giu,
    ],
    [
      'potential',
      /\b(?:may|might|could|explor(?:e|ed|ing)|consider(?:ed|ing)?|potential for|possibility of|where (?:possible|appropriate))\b/giu,
    ],
  ],
  es: [
    ['shall', /(?<!\p{L})(?:deber(?:á|án)|deben?|tendr(?:á|án) que|ha[n]? de|hay que|est(?:á|án) obligad[oa]s? a)(?!\p{L})/giu],
    [
      'agrees',
      /(?<!\p{L})(?:acord(?:aron|ó)|acuerdan?|convin(?:ieron|o)|conviene[n]? en|coincidi(?:eron|ó) en|decidi(?:eron|ó)|resolvi(?:eron|ó)|pactaron)(?!\p{L})/giu,
    ],
    // «Undertakes to» and «commits to» are both worded so.
    ['agrees', /(?<!\p{L})se compromet(?:ieron|ió|en?) a(?!\p{L})/giu, 'shall'],
    [
      'potential',
      /(?<!\p{L})(?:podr(?:á|án|ía|ían)|pueden?|explorar(?:án|á)?|considerar(?:án|á)?|posibilidad de|potencial para|cuando sea posible)(?!\p{L})/giu,
    ],
    [
      'intends',
      /(?<!\p{L})(?:(?:tienen?|tiene) la intención de|planean?|buscan|pretenden?|se proponen?|plantearon|propusieron|prev[ée]n?)(?!\p{L})/giu,
    ],
    ['intends', /(?<!\p{L})(?:se )?\p{Ll}+(?:ar|er|ir|dr|br|rr)(?:á|án)(?!\p{L})/gu, 'shall'],
  ],
}

/** Every word that says how strongly a text binds, in the order of the text; of words that overlap the stronger rule's. */
export function modalWords(text: string, language: 'es' | 'en'): readonly ModalWord[] {
  const found: ModalWord[] = []
  for (const [modality, pattern, also] of rules[language]) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (found.some((one) => start < one.end && one.start < end)) continue
      found.push({ modality, words: match[0], start, end, ...(also === undefined ? {} : { also }) })
    }
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** Whether two words can bind alike: a word of one language may mean what two of the other mean. */
export function bindsAlike(one: ModalWord | undefined, other: ModalWord | undefined): boolean {
  const meanings = (word: ModalWord | undefined) =>
    word === undefined ? [] : [word.modality, ...(word.also === undefined ? [] : [word.also])]
  return one === undefined ? other === undefined : meanings(one).some((meant) => meanings(other).includes(meant))
}

/** The strongest word that binds in a text; undefined where none does. */
export function strongestModality(text: string, language: 'es' | 'en'): ModalWord | undefined {
  return modalWords(text, language).toSorted((a, b) => strength.indexOf(b.modality) - strength.indexOf(a.modality) || a.start - b.start)[0]
}
