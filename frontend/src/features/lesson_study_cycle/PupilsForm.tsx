import { Button, Checkbox, TextInput, VisuallyHidden } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { answer, api, ifMatch } from '../../api/client'
import { FormButtons } from '../../ui/FormButtons'
import { RefusedNotice } from '../../ui/RefusedNotice'
import classes from './Cycle.module.css'
import { ATTRIBUTES, draftOf, LABELS, type PupilDraft, withOneMore } from './pupilDraft'
import type { CycleOut } from './shapes'
import { useCycleAct } from './useCycleAct'
import { useLeaveWarning } from './useLeaveWarning'

/** Letters, what may be said beside them, and whom each pupil stands for. Nowhere a name. */
export function PupilsForm({ cycle, onClose }: { cycle: CycleOut; onClose: () => void }) {
  const { t } = useTranslation('lessonStudy')
  const form = useForm<{ pupils: PupilDraft[] }>({ initialValues: { pupils: draftOf(cycle.pupils) } })
  const { pupils } = form.values
  const save = useCycleAct({
    send: (body: { pupils: PupilDraft[] }) =>
      answer(
        api.PUT('/api/cycles/{cycle_id}/pupils', {
          params: { path: { cycle_id: cycle.id }, header: ifMatch(cycle.version) },
          body,
        }),
      ),
    said: t('saved'),
    onDone: onClose,
  })
  useLeaveWarning(form.isDirty() && !save.isSuccess)
  return (
    <form noValidate className="stack" onSubmit={form.onSubmit(values => save.mutate(values))}>
      <p className={`small quiet ${classes.lead}`}>{t('pupils.lead')}</p>
      {pupils.map(({ label }, at) => (
        <fieldset key={label} className={classes.fieldset}>
          <legend>{t('pupils.one', { label })}</legend>
          <div className="stack">
            <TextInput
              label={t('pupils.typifies')}
              description={t('pupils.typifiesHint')}
              maxLength={200}
              {...form.getInputProps(`pupils.${at}.typifies`)}
            />
            <Checkbox.Group label={t('pupils.attributes')} {...form.getInputProps(`pupils.${at}.attributes`)}>
              <div className={classes.attributes}>
                {ATTRIBUTES.map(attribute => (
                  <Checkbox key={attribute} value={attribute} label={t(`attribute.${attribute}`)} />
                ))}
              </div>
            </Checkbox.Group>
            {pupils.length > 1 && (
              <div>
                <Button variant="subtle" size="compact-md" onClick={() => form.removeListItem('pupils', at)}>
                  {t('pupils.remove')}
                  <VisuallyHidden> {label}</VisuallyHidden>
                </Button>
              </div>
            )}
          </div>
        </fieldset>
      ))}
      {pupils.length < LABELS.length && (
        <div>
          <Button variant="default" onClick={() => form.setFieldValue('pupils', withOneMore(pupils))}>
            {t('pupils.more')}
          </Button>
        </div>
      )}
      {save.error && <RefusedNotice acting error={save.error} />}
      <FormButtons label={t('save')} isBusy={save.isPending} onCancel={onClose} />
    </form>
  )
}
