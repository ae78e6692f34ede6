"""The register of funding: supports, grants, programmes and funds, and projects that were granted money."""

from retrieval.registers.funding.extraction import funding_of
from retrieval.registers.funding.lookup import FoundFunding, FundingRegister, only_money
from retrieval.registers.funding.status import status_on

__all__ = ["FoundFunding", "FundingRegister", "funding_of", "only_money", "status_on"]
