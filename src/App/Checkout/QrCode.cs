using System.Collections;
using System.Globalization;
using System.Text;
using Fulgurite.App.Pages;
using QRCoder;

namespace Fulgurite.App.Checkout;

/// <summary>
/// QR codes as inline SVG: one path, no style attribute, so that it stands under a policy without inline styles.
/// </summary>
internal static class QrCode
{
    /// <summary>The code with its quiet zone of four modules (ISO/IEC 18004), dark on transparent.</summary>
    /// <param name="text">What it holds.</param>
    /// <param name="label">What a screen reader says instead.</param>
    public static Html Render(string text, string label)
    {
        // Level L: a screen has no dirt or tears, and fewer modules are larger modules for the camera.
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var size = code.ModuleMatrix.Count;
        return Html.Of($"""
            <svg viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">
            <path d="{Path(code)}"/></svg>
            """);
    }

    // One horizontal bar per run of dark modules: about a third of the bytes of one square per module.
    private static string Path(QRCodeData code)
    {
        var path = new StringBuilder();
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
        {
            AppendRow(path, code.ModuleMatrix[row], row);
        }

        return path.ToString();
    }

    private static void AppendRow(StringBuilder path, BitArray modules, int row)
    {
        var column = 0;
        while (column < modules.Length)
        {
            var start = column;
            while (column < modules.Length && modules[column])
            {
                column++;
            }

            if (column > start)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{start} {row}h{column - start}v1h-{column - start}z");
            }

            column++;
        }
    }
}
