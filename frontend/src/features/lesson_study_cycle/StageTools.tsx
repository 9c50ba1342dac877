import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Stages.module.css'
import type { ProposalStage } from './shapes'
import type { StageEditing } from './stageEditing'

/** Earlier, later, away (which can be undone). */
export function StageTools({ stage, editing }: { stage: ProposalStage; editing: StageEditing }) {
  const { t } = useTranslation('lessonStudy')
  const { text, move, remove } = editing
  const at = text.stages.findIndex(one => one.key === stage.key)
  const title = stage.title || t('stages.unnamed')
  const tools = [
    {
      name: t('stages.earlier', { title }),
      icon: IconArrowUp,
      act: () => move(stage.key, -1),
      off: at === 0,
    },
    {
      name: t('stages.later', { title }),
      icon: IconArrowDown,
      act: () => move(stage.key, 1),
      off: at === text.stages.length - 1,
    },
    { name: t('stages.remove', { title }), icon: IconTrash, act: () => remove(stage.key), off: false },
  ]
  return (
    <div className={classes.tools}>
      {tools.map(({ name, icon: Icon, act, off }) => (
        <ActionIcon
          key={name}
          variant="subtle"
          className={classes.tool}
          aria-label={name}
          aria-disabled={off || undefined}
          onClick={() => !off && act()}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  )
}
