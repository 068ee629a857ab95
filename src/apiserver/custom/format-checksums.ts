/** Numbers that carry a check digit, spaces and dashes in them or not. Truth: govalidator */

const bare = (text: string): string => text.replace(/[\s-]+/g, '')

/** The digits weighed 10, 9 … 1 add up to a multiple of 11; X is a ten. */
export function isIsbn10(text: string): boolean {
  const digits = bare(text)
  if (!/^\d{9}[\dX]$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < 10; at++) sum += (10 - at) * (digits[at] === 'X' ? 10 : Number(digits[at]))
  return sum % 11 === 0
}

/** The digits weighed 1, 3, 1, 3 … add up to a multiple of 10. */
export function isIsbn13(text: string): boolean {
  const digits = bare(text)
  if (!/^\d{13}$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < 13; at++) sum += (at % 2 === 0 ? 1 : 3) * Number(digits[at])
  return sum % 10 === 0
}

const CARD =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|(?:222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11}|6[27]\d{14})$/

/** From the right every second digit counts twice, as the sum of its own digits: 4111 1111 1111 1111 makes 30. */
export function isCreditCard(text: string): boolean {
  const digits = text.replace(/\D+/g, '')
  if (!CARD.test(digits)) return false
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const weighed = at % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}
