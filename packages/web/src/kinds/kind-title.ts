import { useQuery } from '@tanstack/react-query'
import { askKinds } from '../api/questions.ts'
import { useText } from '../language/text.ts'

/** Titles of kinds as the node names them; the kind's own name while unknown or newer than these pages. */
export function useKindTitle(): (name: string) => string {
  const text = useText()
  const { data } = useQuery(askKinds)
  return (name) => text.of(data?.find((kind) => kind.name === name)?.title) || name
}
