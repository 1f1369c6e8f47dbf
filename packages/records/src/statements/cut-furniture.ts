import { findLanguage } from './find-language.ts'
import type { Block } from './split-text.ts'

/** Why a block is furniture. */
export const furnitureRules = [
  'cookies',
  'related',
  'subscribe',
  'ai_mark',
  'navigation',
  'advertisement',
  'end_mark',
  'third_language',
] as const
export type FurnitureRule = (typeof furnitureRules)[number]

/** A block and, where it is furniture, the rule that says so. */
export type MarkedBlock = Block & { readonly cut?: FurnitureRule }

type Rule = readonly [FurnitureRule, RegExp, maxLength: number]

const rules: readonly Rule[] = [
  [
    'ai_mark',
    /^(?:rapportert av (?:ai|ki)|bilde generert av (?:ai|ki)|(?:reported|written|image generated|generated|created) (?:by|with|using) (?:ai|artificial intelligence)|(?:(?:imagen|texto) )?(?:generad[oa]|redactad[oa]|hech[oa]|elaborad[oa]) (?:por|con) (?:ia|inteligencia artificial))\b/iu,
    120,
  ],
  [
    'cookies',
    /\bcookies?\b|informasjonskapsler|personvernerkl|privacy policy|aviso de privacidad|política de (?:privacidad|cookies)/iu,
    400,
  ],
  [
    'cookies',
    /^(?:avvis|godta(?: alle)?|accept(?: all)?|reject(?: all)?|decline|aceptar(?: todo| todas)?|rechazar(?: todo| todas)?|configurar)$/iu,
    30,
  ],
  [
    'subscribe',
    /\bsubscribe\b|\bnewsletter\b|discover more from|continue reading|full archive|latest posts|type your e-?mail|suscr[íi]b|bolet[íi]n (?:de noticias|informativo)|sigue leyendo|contin[úu]a leyendo/iu,
    240,
  ],
  [
    'navigation',
    /^(?:home|inicio|men[uú]|search|buscar|skip to (?:main )?content|(?:saltar|ir) al contenido(?: principal)?|(?:share|compartir)(?: (?:this|on|en))?(?: (?:facebook|twitter|x|whatsapp|linkedin|telegram|correo|e-?mail))?|facebook|twitter|x|whatsapp|linkedin|telegram|e-?mail|print|imprimir|back to top|volver arriba|(?:next|previous) (?:post|article)|(?:nota|art[íi]culo) (?:siguiente|anterior)|sign in|log in|iniciar sesi[óo]n|tags?:?.{0,80}|etiquetas:?.{0,80})$/iu,
    120,
  ],
  ['advertisement', /^(?:advertisement|publicidad|anuncio|annonse|patrocinado|sponsored(?: content)?)$/iu, 60],
  ['end_mark', /^(?:#{1,3}|-{2,}|\*{3}|_{3,}|-?30-?|o{3,}|0{3,})$/u, 20],
]

// What follows are other documents with an origin of their own: never part of this one.
const tail =
  /^(?:relaterte artikler|related (?:articles?|stories|posts?|news|content)|more (?:stories|news|from)\b.{0,60}|read (?:next|also|more)|see also|art[íi]culos relacionados|notas? relacionadas?|noticias relacionadas|m[áa]s noticias|te puede interesar|tambi[ée]n te puede interesar|lee tambi[ée]n|lo m[áa]s le[íi]do|les mer|siste nytt)\s*:?$/iu

/**
 * Marks the furniture of a page: cookie banners, related articles and all that follows them, subscriptions, marks of machine writing, navigation, and passages
 * in a third language inside a text that is Spanish or English. Nothing is taken away: each block keeps its words and names its rule.
 */
export function cutFurniture(blocks: readonly Block[]): readonly MarkedBlock[] {
  const start = blocks.findIndex(({ text }) => tail.test(text))
  const main = findLanguage(
    blocks
      .slice(0, start < 0 ? undefined : start)
      .map(({ text }) => text)
      .join('\n'),
  )?.tag
  const isReadable = main === 'en' || main === 'es'
  return blocks.map((block, i) => {
    const rule = rules.find(([, pattern, maxLength]) => block.text.length <= maxLength && pattern.test(block.text))
    if (rule !== undefined) return { ...block, cut: rule[0] }
    if (start >= 0 && i >= start) return { ...block, cut: 'related' }
    const language = isReadable ? findLanguage(block.text) : undefined
    const isForeign = language !== undefined && language.tag !== 'en' && language.tag !== 'es' && language.share >= 0.25
    return isForeign && block.text.split(' ').length >= 5 ? { ...block, cut: 'third_language' } : block
  })
}
