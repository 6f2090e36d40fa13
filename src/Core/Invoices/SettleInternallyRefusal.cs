namespace Fulgurite.Invoices;

/// <summary>Why an invoice is not paid within the ledger.</summary>
internal enum SettleInternallyRefusal
{
    /// <summary>It was paid or ended meanwhile.</summary>
    AlreadyFinal,
}
