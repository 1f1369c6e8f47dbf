import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { askNode } from '../api/questions.ts'

/** The version that the node had when these pages were loaded. */
let loadedWith: string | undefined

/**
 * Whether the node was upgraded since these pages were loaded: they may then ask for what is no longer there. Looked at every five minutes, and
 * known at once when a part of the pages does not come though the node answers.
 */
export function useStaleTab(): boolean {
  const { data: node, refetch } = useQuery({ ...askNode, refetchInterval: 300_000 })
  const [lacks, setLacks] = useState(false)
  useEffect(() => {
    const look = async () => {
      const { isSuccess } = await refetch()
      if (isSuccess) setLacks(true)
    }
    // Vite tells so of every chunk or style that cannot be loaded.
    addEventListener('vite:preloadError', look)
    return () => removeEventListener('vite:preloadError', look)
  }, [refetch])
  loadedWith ??= node?.version
  return lacks || (node !== undefined && node.version !== loadedWith)
}
