namespace Fulgurite.Invoices;

/// <summary>What became of the wish to withdraw an invoice.</summary>
public enum CancelInvoiceOutcome
{
    /// <summary>There is no such invoice.</summary>
    NotFound,

    /// <summary>It was paid first.</summary>
    AlreadyPaid,

    /// <summary>It was over first.</summary>
    AlreadyExpired,

    /// <summary>Withdrawn, now or before: nobody can pay it.</summary>
    Canceled,
}
