/** Photographs made small in the browser. Drawing them anew also leaves behind where and when they were taken. */
const EDGE_MAX = 1600
const QUALITY = 0.8

export type Shrunk = { bytes: ArrayBuffer; type: string; preview: string }

/** The size that fits, with the sides' proportion kept; nothing is made larger. */
export function fitted(width: number, height: number, edge = EDGE_MAX): [number, number] {
  const by = Math.min(1, edge / Math.max(width, height))
  return [Math.max(1, Math.round(width * by)), Math.max(1, Math.round(height * by))]
}

/** Rejects when the browser cannot read the picture. */
export async function shrink(file: Blob): Promise<Shrunk> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = fitted(picture.width, picture.height)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('No canvas')
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = (await encoded(canvas, 'image/webp')) ?? (await encoded(canvas, 'image/jpeg'))
  if (!blob) throw new Error('Not encoded')
  return { bytes: await blob.arrayBuffer(), type: blob.type, preview: canvas.toDataURL('image/jpeg', 0.6) }
}

/** Null where the browser cannot write that format (it answers with another one). */
const encoded = (canvas: HTMLCanvasElement, type: string): Promise<Blob | null> =>
  new Promise(resolve => canvas.toBlob(blob => resolve(blob?.type === type ? blob : null), type, QUALITY))
