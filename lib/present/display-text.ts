const control = /\p{Cc}+/gu
const invisible = /\p{Cf}/gu
const lone = /\p{Cs}/gu

/**
 * A name that someone else wrote, fit for one line of a message: no control characters, no overrides of the direction,
 * nothing invisible, and at most `length` characters.
 */
export function displayText(text: string, length = 80): string {
  const plain = text.replace(control, ' ').replace(invisible, '').replace(lone, '\ufffd').trim()
  const characters = [...plain]
  return characters.length <= length ? plain : `${characters.slice(0, length - 1).join('')}…`
}
