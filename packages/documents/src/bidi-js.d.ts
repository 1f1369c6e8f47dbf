/** What we use of bidi-js: its published types give a module's default, where Node is given the function itself. */
declare module 'bidi-js' {
  type Embedding = { readonly levels: Uint8Array }
  const bidiFactory: () => {
    getEmbeddingLevels(text: string): Embedding
    /** Indices of UTF-16 units from left to right. */
    getReorderedIndices(text: string, embedding: Embedding): readonly number[]
    getMirroredCharacter(letter: string): string | null
  }
  export default bidiFactory
}
