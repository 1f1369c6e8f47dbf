/** Something that happened to a piece of work: a code (`sent`, `received`, `acknowledged` ...), an ISO instant and who did it. */
export type WorkEvent = { readonly code: string; readonly at: string; readonly by?: string }
