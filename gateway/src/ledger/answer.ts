/** A signed answer as the file that is handed over and verified offline. */
export function answerText(envelope: Uint8Array): string {
  const text = Buffer.from(envelope).toString('base64');
  return `${JSON.stringify({ v: 1, kind: 'shuquan.answer', envelope: text })}\n`;
}
