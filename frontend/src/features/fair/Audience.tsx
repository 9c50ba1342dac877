import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import type { Draft } from './findingDraft'
import type { EditorOf } from './useEditor'

const AUDIENCES = ['group', 'school', 'trust', 'everyone'] as const satisfies readonly Draft['audience'][]
const LICENCES = ['school-internal', 'CC-BY-4.0'] as const satisfies readonly Draft['licence'][]

/** Who may read it and what they may do with it, each choice with what it means. */
export function Audience({ form }: { form: EditorOf['form'] }) {
  const { t } = useTranslation('fair')
  const { t: w } = useTranslation('writing')
  const me = useMe()
  const audiences = AUDIENCES.filter(
    audience => audience !== 'trust' || me.trust_name || form.values.audience === 'trust',
  )
  return (
    <>
      <Radio.Group label={t('editor.who')} {...form.getInputProps('audience')}>
        <div className="stack" style={{ gap: '0.5rem', marginTop: '0.375rem' }}>
          {audiences.map(audience => (
            <Radio
              key={audience}
              value={audience}
              label={audience === 'group' ? w('audience.group') : t(`editor.audience.${audience}`)}
              description={
                audience === 'group' ? w('audience.groupMeans') : t(`editor.audienceMeans.${audience}`)
              }
            />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group label={t('editor.licence')} {...form.getInputProps('licence')}>
        <div className="stack" style={{ gap: '0.5rem', marginTop: '0.375rem' }}>
          {LICENCES.map(licence => (
            <Radio
              key={licence}
              value={licence}
              label={t(`editor.licences.${licence}`)}
              description={t(`editor.licenceMeans.${licence}`)}
            />
          ))}
        </div>
      </Radio.Group>
    </>
  )
}
