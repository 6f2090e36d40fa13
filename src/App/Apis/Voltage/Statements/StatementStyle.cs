using System.Security.Cryptography;
using System.Text;
using Fulgurite.App.Pages;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>
/// The style of a statement's page. It stands inside the page, because a statement is kept and sent as a file; the
/// security policy allows this very style by its hash, and nothing else at all.
/// </summary>
internal static class StatementStyle
{
    /// <summary>The style sheet.</summary>
    public static readonly string Sheet = Load();

    /// <summary>The policy, also in the page itself, for when it is opened as a file.</summary>
    public static readonly string Policy =
        $"default-src 'none'; style-src '{HashOf(Sheet)}'; base-uri 'none'; form-action 'none'";

    /// <summary>Sets the headers of a page, with the policy of this one.</summary>
    public static void Apply(HttpResponse response)
    {
        PageHeaders.ApplyToPage(response);
        response.Headers.ContentSecurityPolicy = Policy + "; frame-ancestors 'none'";
    }

    private static string HashOf(string sheet) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));

    // As a browser sees it between the tags, whatever line ends the checkout has.
    private static string Load()
    {
        using var resource = typeof(StatementStyle).Assembly.GetManifestResourceStream("pages/statement.css");
        Invariant.Holds(resource is not null, "the style of statements is part of the executable");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
