import type { ReleaseTask } from '../api/shapes.ts'

/** The tasks in their order, each request that waits beside its note right behind that note. */
export function notesFirst<Task extends Pick<ReleaseTask, 'id' | 'note'>>(tasks: readonly Task[]): readonly Task[] {
  const behind = ({ id, note }: Task): readonly Task[] => (note?.task === id ? tasks.filter((one) => one.id === note.request?.task) : [])
  const moved = new Set(tasks.flatMap(behind))
  return tasks.filter((task) => !moved.has(task)).flatMap((task) => [task, ...behind(task)])
}
