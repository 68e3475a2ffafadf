/** A sentence with emphasis that a page, a mail or a terminal can render in its own way. */
export type SentencePart = {
  readonly text: string
  readonly tone?: 'risk' | 'watch' | 'save'
  readonly strong?: boolean
}
export type Sentence = readonly SentencePart[]

/** Builds a sentence from plain texts and emphasized parts. */
export function sentence(...parts: readonly (string | SentencePart)[]): Sentence {
  return parts.map((part) => (typeof part === 'string' ? { text: part } : part))
}

export function strong(text: string, tone?: SentencePart['tone']): SentencePart {
  return { text, strong: true, tone }
}

/** The words alone. */
export function plainText(parts: Sentence): string {
  return parts.map(({ text }) => text).join('')
}
