import { useQuery } from '@tanstack/react-query'
import { askSession } from './questions.ts'

/**
 * Whether the role of whoever is signed in has an action at all (`record.create`, as the routes name it). The node decides about each case;
 * this only keeps a page from offering what would be refused for the role.
 */
export function useMay(): (action: string) => boolean {
  const { data: session } = useQuery(askSession)
  return (action) => session?.may.includes(action) ?? false
}
