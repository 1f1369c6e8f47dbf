declare module 'snowball-stemmers' {
  export function newStemmer(language: 'spanish' | 'english'): { stem(word: string): string }
}
