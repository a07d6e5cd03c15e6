"""How Alembic reaches the file being migrated: through the connection db.schema hands over, inside its transaction."""

from alembic import context

import db.models  # noqa: F401 - makes the metadata whole
from db.base import Base

connection = context.config.attributes.get("connection")
if connection is None:
    raise RuntimeError("migrations run inside the program: see db.schema.migrate")
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,
    include_name=lambda name, kind, _parents: kind != "table" or name in Base.metadata.tables,
)
context.run_migrations()
