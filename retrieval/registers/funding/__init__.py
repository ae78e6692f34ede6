"""The register of funding: supports, grants, programmes and funds, and projects that were granted money."""

from retrieval.registers.funding.extraction import funding_of
from retrieval.registers.funding.lookup import FoundFunding, FundingRegister
from retrieval.registers.funding.status import status_on

__all__ = ["FoundFunding", "FundingRegister", "funding_of", "status_on"]
