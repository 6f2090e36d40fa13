namespace Fulgurite.App.Apis.Voltage.Bills;

/// <summary>A bill's items, and what is added to them.</summary>
/// <param name="LineOfCreditId">Of which line.</param>
/// <param name="LineItems">One for each wallet in which something moved.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DueDate">When it is to be paid.</param>
/// <param name="ServiceFee">For the months that began in the cycle.</param>
internal sealed record InvoiceBody(
    string LineOfCreditId,
    IReadOnlyList<LineItemBody> LineItems,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueDate,
    VoltageAmount ServiceFee);
