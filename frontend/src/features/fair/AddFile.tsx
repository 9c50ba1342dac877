import { Button, Checkbox, FileButton, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shrink } from '../../lib/shrink'
import { FormButtons } from '../../ui/FormButtons'
import { Notice } from '../../ui/Notice'
import { SaveRefused } from '../../ui/SaveRefused'
import { useTrouble } from '../../ui/useTrouble'
import { FILE_BYTES_MAX, FILE_KINDS, faultsOf, isPicture, renamed, type Wanted, withEnding } from './fileForm'
import { useAddFile } from './useFiles'
import classes from './Writing.module.css'

type Chosen = { file: File; preview: string | null }
const NOTHING: Wanted = { name: '', alt: '', isLooked: false }

/** One picture or document: chosen, made small, looked at, named, described, and then sent. */
export function AddFile({ findingId }: { findingId: string }) {
  const { t } = useTranslation('writing')
  const trouble = useTrouble(true)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [state, setState] = useState<'reading' | 'unreadable' | 'tooLarge' | null>(null)
  const reset = useRef<() => void>(null)
  const kind = chosen?.preview ? 'image' : 'document'
  const form = useForm<Wanted>({
    initialValues: NOTHING,
    validate: values =>
      Object.fromEntries(
        Object.entries(faultsOf(values, kind)).map(([field, fault]) => [field, t(`files.${fault}`)]),
      ),
  })
  const leave = () => {
    setChosen(null)
    setState(null)
    form.reset()
    reset.current?.()
  }
  const add = useAddFile(findingId, leave)
  const choose = async (file: File | null) => {
    if (!file) return
    leave()
    add.reset()
    const made = isPicture(file.type) ? await read(file) : { file, preview: null }
    if (!made) return
    if (made.file.size > FILE_BYTES_MAX) return setState('tooLarge')
    setChosen(made)
    form.setFieldValue('name', file.name.replace(/\.[^.]*$/, '').slice(0, 150))
  }
  const read = async (file: File): Promise<Chosen | null> => {
    setState('reading')
    try {
      const { bytes, type, preview } = await shrink(file)
      setState(null)
      return { file: new File([bytes], renamed(file.name, type), { type }), preview }
    } catch {
      setState('unreadable')
      return null
    }
  }
  return (
    <div className={chosen || state ? classes.adding : undefined}>
      <div role="status">
        {state === 'reading' && <p className="quiet">{t('files.reading')}</p>}
        {(state === 'unreadable' || state === 'tooLarge') && (
          <Notice tone="needs">{t(`files.${state}`)}</Notice>
        )}
      </div>
      {chosen?.preview && <img src={chosen.preview} alt={t('files.preview')} className={classes.chosen} />}
      <div>
        <FileButton resetRef={reset} accept={FILE_KINDS} onChange={file => void choose(file)}>
          {props => (
            <Button variant="default" {...props}>
              {t(chosen ? 'files.another' : 'files.add')}
            </Button>
          )}
        </FileButton>
        <p className="smaller quiet">{t('files.kinds')}</p>
      </div>
      {chosen && (
        <form
          noValidate
          className="stack"
          onSubmit={event => {
            // It stands beside the text's own form, and must not save that.
            event.stopPropagation()
            form.onSubmit(({ name, alt }) =>
              add.mutate(
                { file: chosen.file, name: withEnding(name.trim(), chosen.file.name), alt: alt.trim() },
                { onError: error => form.setErrors(trouble(error).fields) },
              ),
            )(event)
          }}
        >
          {kind === 'image' && (
            <Textarea
              label={t('files.alt')}
              description={t('files.altHint')}
              maxLength={500}
              autosize
              minRows={2}
              {...form.getInputProps('alt')}
            />
          )}
          <TextInput
            label={t('files.name')}
            description={t('files.nameHint')}
            maxLength={200}
            {...form.getInputProps('name')}
          />
          <Checkbox
            label={t(kind === 'image' ? 'files.faces' : 'files.words')}
            description={t(kind === 'image' ? 'files.facesDetail' : 'files.wordsDetail')}
            {...form.getInputProps('isLooked', { type: 'checkbox' })}
          />
          <SaveRefused error={add.error} />
          <FormButtons label={t('files.send')} isBusy={add.isPending} onCancel={leave} />
        </form>
      )}
    </div>
  )
}
