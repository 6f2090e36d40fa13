namespace Fulgurite.Invoices;

/// <summary>Why an invoice does not expire.</summary>
public enum ExpireInvoiceRefusal
{
    /// <summary>It was paid or ended meanwhile.</summary>
    AlreadyFinal,
}
