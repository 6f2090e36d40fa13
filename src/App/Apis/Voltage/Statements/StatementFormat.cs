using System.Buffers;
using Fulgurite.App.Apis.Voltage.Statements.Bills;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>A form in which statements are written.</summary>
/// <param name="Name">What it is asked for as.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Open">Begins the statement of a wallet.</param>
internal sealed record StatementFormat(
    string Name, string ContentType, Func<IBufferWriter<byte>, StatementWriter> Open)
{
    /// <summary>For machines.</summary>
    public static readonly StatementFormat Json =
        new("json", "application/json; charset=utf-8", body => new JsonStatement(body).Writer)
        {
            OpenBill = body => new JsonBillStatement(body).Writer,
        };

    /// <summary>For spreadsheets.</summary>
    public static readonly StatementFormat Csv =
        new("csv", "text/csv; charset=utf-8; header=present", body => new CsvStatement(body).Writer)
        {
            OpenBill = body => new CsvBillStatement(body).Writer,
        };

    /// <summary>For people and their printers.</summary>
    public static readonly StatementFormat Html =
        new("html", "text/html; charset=utf-8", body => new HtmlStatement(body).Writer)
        {
            OpenBill = body => new HtmlBillStatement(body).Writer,
            Prepare = StatementStyle.Apply,
        };

    /// <summary>There is no such form.</summary>
    public static readonly VoltageAnswer Unknown =
        VoltageErrors.InvalidParameter("format: it must be json, csv or html.");

    /// <summary>Begins the statement of a bill.</summary>
    public required Func<IBufferWriter<byte>, BillStatementWriter> OpenBill { get; init; }

    /// <summary>What a file of it is called after the dot.</summary>
    public string Extension => Name;

    /// <summary>Sets the headers that the form needs.</summary>
    public Action<HttpResponse> Prepare { get; init; } = _ => { };

    /// <summary>The form of a name; null where there is none.</summary>
    public static StatementFormat? Named(string name) =>
        new[] { Json, Csv, Html }.FirstOrDefault(format => format.Name == name);
}
