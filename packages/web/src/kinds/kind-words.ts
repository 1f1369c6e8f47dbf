import { kindWords } from 'virtual:kind-words'
import { type Label, wordsOf } from '@enlace/records'
import { useQuery } from '@tanstack/react-query'
import { asShown } from '../language/pseudo.ts'
import { useText } from '../language/text.ts'

export type SayLabel = (label: Label) => string

/** Says labels of kinds in the reader's language; undefined while the words are on their way, so that no other language flashes by. */
export function useKindWords(): SayLabel | undefined {
  const { language } = useText()
  const { data } = useQuery({
    queryKey: ['kind-words', language],
    queryFn: async () => (await kindWords[language]?.())?.words ?? {},
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  return data === undefined ? undefined : (label) => asShown(wordsOf(label, data))
}
