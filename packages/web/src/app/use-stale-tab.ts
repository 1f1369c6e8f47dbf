import { useQuery } from '@tanstack/react-query'
import { askNode } from '../api/questions.ts'

/** The version that the node had when these pages were loaded. */
let loadedWith: string | undefined

/** Whether the node was upgraded since these pages were loaded: they may then ask for what is no longer there. Looked at every five minutes. */
export function useStaleTab(): boolean {
  const { data: node } = useQuery({ ...askNode, refetchInterval: 300_000 })
  loadedWith ??= node?.version
  return node !== undefined && node.version !== loadedWith
}
