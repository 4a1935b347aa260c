from .article.read import Article as Article
from .article.read import article_from_text as article_from_text
from .article.read import read_article as read_article
from .errors import FramingError as FramingError
from .frames.codebook import load_codebook as load_codebook
from .models import load_model as load_model
from .study import Study as Study
from .study import open_study as open_study

__version__: str
