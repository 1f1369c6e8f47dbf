/** Words that call somebody guilty, by stem, in both languages of the founding texts. */
const guilt =
  /\b(?:criminals?|offenders?|traffickers?|smugglers?|murderers?|terrorists?|narco-?terrorists?|kingpins?|gangsters?|delincuentes?|criminales|narcotraficantes?|traficantes?|contrabandistas|terroristas?|narcoterroristas?|sicarios?|capos?|asesinos?)\b/giu
/** Words before such a word by which nobody is called guilty: said to be so, charged, or what a group of acts is called. */
const spared =
  /(?:\b(?:alleged|allegedly|suspected|accused|presunt[oa]s?|supuest[oa]s?|probables?|señalad[oa]s?|imputad[oa]s?|justice|justicia|transnational)\s+(?:\p{L}+\s+){0,1})$/iu
/** Words after it by which it is no person that is meant: criminal cases, criminal networks. */
const sparedAfter =
  /^\s+(?:justice|law|cases?|proceedings?|matters?|networks?|organi[sz]ations?|groups?|activit(?:y|ies)|codes?|procedure|investigations?|courts?)\b/iu

/**
 * Words of a text that call somebody guilty without «alleged» or the like (presumption of innocence: DOMAIN Q12), in the order in which they stand.
 * Such a text is said only in quotation, with who said it, and never as a line of one's own.
 */
export function wordsOfGuilt(text: string): readonly string[] {
  return [...text.matchAll(guilt)].flatMap((found) => {
    const before = text.slice(Math.max(0, found.index - 40), found.index)
    const after = text.slice(found.index + found[0].length)
    return spared.test(before) || sparedAfter.test(after) ? [] : [found[0]]
  })
}
